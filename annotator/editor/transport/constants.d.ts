/** What assets.py puts in front of the scripts. */
declare const VERSION: string;
declare const MODULES: [string, string][];
declare const STYLES: string;
declare const FUNCTION: string;

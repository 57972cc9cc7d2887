/**
 * Answers for tests/core/test_conformance.py: a JSON object a line in, {scene, schema, operations}; one a
 * line out.
 */

import { createInterface } from "node:readline";
import { answers } from "./scene.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { scene, schema, operations } = JSON.parse(line);
  const { answers: given, state } = answers(scene, schema, operations);
  const end = {
    entities: [...state.entities.values()],
    relations: [...state.relations.values()],
    status: state.status,
    comment: state.comment,
  };
  process.stdout.write(`${JSON.stringify({ answers: given, end })}\n`);
}

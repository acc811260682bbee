import type { RunningStack } from '../running-stack.js';

/** How the story went: each step's assertion is counted like a test. */
export interface StoryTold {
  readonly passed: number;
  readonly failed: number;
}

type Step = (stack: RunningStack) => Promise<void>;
const steps: readonly Step[] = [];

/** Plays the main job on a running stack; a step that throws has failed, and the story ends there. */
export async function playStory(stack: RunningStack): Promise<StoryTold> {
  let passed = 0;
  for (const step of steps) {
    try {
      await step(stack);
      passed += 1;
    } catch (error) {
      console.error(error);
      return { passed, failed: steps.length - passed };
    }
  }
  return { passed, failed: 0 };
}

import { expect, it } from 'vitest';
import { agreeing, type DescribedPhoto, similarity } from './judge-photos.ts';

/** Unit vectors in a plane: the angle between two is how different they are. */
const photo = (degrees: number, model = 'm'): DescribedPhoto => {
  const angle = (degrees * Math.PI) / 180;
  return { model, embedding: Float32Array.from([Math.cos(angle), Math.sin(angle)]) };
};
/** 60 degrees apart and less is the same person. */
const THRESHOLD = 0.5;

it('compares by the cosine', () => {
  expect(similarity(photo(0).embedding, photo(60).embedding)).toBeCloseTo(0.5);
});

it('trusts a single first photo', () => {
  expect(agreeing([photo(0)], [], THRESHOLD)).toEqual([true]);
});

it('trusts neither of two that differ', () => {
  expect(agreeing([photo(0), photo(90)], [], THRESHOLD)).toEqual([false, false]);
});

it('follows the photo that agrees with most others', () => {
  expect(agreeing([photo(170), photo(0), photo(20), photo(40)], [], THRESHOLD)).toEqual([false, true, true, true]);
});

it('holds every photo against the faces enrolled before, whatever the majority says', () => {
  expect(agreeing([photo(170), photo(180), photo(10)], [photo(0)], THRESHOLD)).toEqual([false, false, true]);
});

it('does not hold a photo against a face that another model made', () => {
  expect(agreeing([photo(90)], [photo(0, 'older')], THRESHOLD)).toEqual([true]);
});

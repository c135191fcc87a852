import type { FaceResults } from './print-faces.ts';

/** The results as one object, for other programs. */
export function facesJson({ images, people, described, verification, identification }: FaceResults): object {
  const { genuine, impostor, auc, accuracy, points } = verification;
  return {
    images,
    people,
    undetected: described.undetected.length,
    genuine,
    impostor,
    auc,
    accuracy,
    fnmrAtFmr: Object.fromEntries(points.map(({ fmr, fnmr }) => [fmr, fnmr.rate])),
    identification: identification && {
      enrolled: identification.enrolled,
      probes: identification.probes,
      strangers: identification.strangers,
      threshold: identification.threshold,
      rank1: identification.rank1,
      fpir: identification.fpir.rate,
      fnir: identification.fnir.rate,
    },
    msPerImage: described.msPerImage,
  };
}

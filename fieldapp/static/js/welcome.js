/** After signing in: name the person to the phone's own store, then go home. */

import { setCurrentPerson } from "../../../service_worker/store/device.js";
import { logProblem } from "./log.js";

const { personId, person, company, leaseUntil, home } = document.body.dataset;

if (personId) {
  try {
    await setCurrentPerson({
      person_id: personId,
      ...(person ? { person: JSON.parse(person) } : {}),
      ...(company ? { company: JSON.parse(company) } : {}),
      ...(leaseUntil ? { lease_until: leaseUntil } : {}),
    });
  } catch (problem) {
    // Without a store the server's pages still work.
    logProblem("the phone's store does not open", problem);
  }
}
location.replace(home || "/tech/");

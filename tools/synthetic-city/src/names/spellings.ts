const GROUPS = `mohammed muhammad mohamed mohammad | hussein hussain husain | ahmed ahmad | hassan hasan |
omar umar | khalid khaled | yusuf yousef youssef | ibrahim ebrahim | abdullah abdallah | mahmoud mahmud | mustafa mostafa |
fatima fatimah fatma | aisha ayesha aysha | zainab zaynab zeinab | mariam maryam miriam | layla leila laila | noor nour nur |
wong huang | lee li yi rhee | chang zhang cheung | chen chan tan | liu lau lew | kim gim | park pak bak | choi choe |
jung jeong chung | zhou chow chou | xu hsu tsui | zhao chao | cho jo | kang gang | yoon yun | lim im rim | ng wu |
huynh hoang | sok sock | chea chear | heng hang | meas mias | keo kaev | nhem nhim |
gonzalez gonzales | hernandez hernandes | martinez martines | perez peres | lopez lopes | sanchez sanches | vasquez vazquez |
jimenez ximenez | rodriguez rodrigues | ramirez ramires | munoz munos | nunez nunes | juarez suarez |
guadalupe lupe | yesenia jessenia | ximena jimena | al-hassan alhassan elhassan | al-masri almasri elmasry`;

/** Other ways of writing a name that came from another script or tongue. */
export const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  GROUPS.split('|').flatMap((group) => {
    const names = group.trim().split(/\s+/);
    return names.map((name) => [name, names.filter((other) => other !== name)] as const);
  }),
);

const MARKED = `josé jesús maría ramón raúl héctor rubén víctor césar joaquín andrés adán agustín efraín tomás moisés
garcía hernández martínez lópez gonzález rodríguez pérez sánchez ramírez gómez gutiérrez díaz álvarez vásquez jiménez
méndez fernández muñoz peña núñez domínguez márquez mejía juárez ávila león solís verónica mónica lucía rocío inés sofía`;

/** The name with its marks, which most departments leave out. */
export const MARKS: ReadonlyMap<string, string> = new Map(
  MARKED.split(/\s+/).map((name) => [name.normalize('NFD').replace(/\p{M}+/gu, ''), name]),
);

// What does not fit this window: a list of sentences, empty when all does.
() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const rooms = [...document.querySelectorAll(".table-room")].filter((room) => room.scrollWidth > room.clientWidth + 1);
  return [
    ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : []),
    ...rooms.map((room) => `“${room.innerText.trim().slice(0, 30)}” is ${room.scrollWidth} px wide in ${room.clientWidth}`),
  ];
}

namespace ModelProvenance.Cards;

/// <summary>A heading of a card and what stands below it up to the next heading of any level.</summary>
/// <param name="Level">1 to 6; 0 for the text before the first heading.</param>
/// <param name="Title">The text of the heading without its marks; empty for the text before the first heading.</param>
/// <param name="Line">Line of the heading in the file, from 1; of the text before the first heading, its first line.</param>
/// <param name="Start">Offset of the heading in the card.</param>
/// <param name="ContentStart">Offset of the first character behind the heading.</param>
/// <param name="End">Offset behind the last character.</param>
public sealed record CardSection(int Level, string Title, int Line, int Start, int ContentStart, int End);

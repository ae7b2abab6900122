namespace Hal.Generators.Model;

/// <summary>
/// All that the generated file of a HAL class depends on, and nothing else: text and flags, no position, no symbol. While two of them are equal,
/// nothing is written anew.
/// </summary>
/// <param name="Namespace">As in metadata, <c>A.B</c>; empty for the global one. Names stand here unescaped, without <c>@</c>.</param>
/// <param name="ContainingTypes">Outermost first.</param>
/// <param name="Members">Those to forward to; the others get a throwing stub.</param>
internal sealed record HalClass(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    EquatableArray<string> TypeParameters,
    HalMembers Members);

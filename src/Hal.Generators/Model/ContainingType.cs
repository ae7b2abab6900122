namespace Hal.Generators.Model;

/// <summary>A type around a HAL class; not generic, so its name is all of it.</summary>
/// <param name="Keyword">What declares it: <c>class</c>, <c>struct</c>, <c>interface</c>, <c>record</c> or <c>record struct</c>.</param>
internal sealed record ContainingType(string Keyword, string Name);

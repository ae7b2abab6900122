namespace Hal.Generators.Output;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name, unique in the project.</param>
internal sealed record GeneratedFile(string HintName, string Text);

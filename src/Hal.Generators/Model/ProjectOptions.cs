using Microsoft.CodeAnalysis.CSharp;

namespace Hal.Generators.Model;

/// <summary>What the binding needs of the project.</summary>
/// <param name="AllowUnsafe">Whether unsafe code compiles: the interface has pointers in its signatures.</param>
/// <param name="LanguageVersion">The binding implements static abstract members, which came with C# 11.</param>
internal sealed record ProjectOptions(bool AllowUnsafe, LanguageVersion LanguageVersion)
{
    public bool HasStaticAbstracts => LanguageVersion >= LanguageVersion.CSharp11;

    public bool CanBind => AllowUnsafe && HasStaticAbstracts;

    public static ProjectOptions Of(CSharpCompilation compilation) => new(compilation.Options.AllowUnsafe, compilation.LanguageVersion);
}

using System.Linq;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Generators.Tests.Rules;

public sealed class HAL0005ProjectCannotBindTests
{
    private static readonly string Source = HalSources.File(HalSources.Hal("QemuHal")).Replace("namespace Demo;", "namespace Demo {") + "}";

    [Fact]
    public void Diagnostics_without_unsafe_code()
    {
        Diagnostic diagnostic = Reported.One("HAL0005", Source, allowUnsafe: false);
        Assert.Equal(
            "The HAL class 'QemuHal' cannot be bound: the project does not allow unsafe code; add <AllowUnsafeBlocks>true</AllowUnsafeBlocks> to the project file",
            diagnostic.GetMessage());
        Assert.Equal("QemuHal", Reported.Underlined(diagnostic, Source));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp8)]
    public void Diagnostics_in_a_language_without_static_abstract_members(LanguageVersion version) => Assert.Equal(
        $"The HAL class 'QemuHal' cannot be bound: the project compiles as C# {version.ToDisplayString()}, and the binding needs static abstract members; set <LangVersion> to 11 or later",
        Reported.One("HAL0005", Source, version: version).GetMessage());

    [Fact]
    public void Valid_without_unsafe_code_where_there_is_no_HAL()
    {
        CSharpCompilation compilation = TestCompilation.Create("class Unrelated;");
        Assert.Empty(GeneratorRun.Run(compilation.WithOptions(compilation.Options.WithAllowUnsafe(false))).Reported);
    }

    [Fact]
    public void Each_class_is_reported_beside_what_else_is_wrong_with_it()
    {
        CSharpCompilation compilation = TestCompilation.Create(HalSources.File(HalSources.Hal("First") + HalSources.Hal("Second", "static unsafe class")));
        GeneratorRun run = GeneratorRun.Run(compilation.WithOptions(compilation.Options.WithAllowUnsafe(false)));
        Assert.Equal(["HAL0001 Second", "HAL0005 First", "HAL0005 Second"], run.Reported.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage().Split('\'')[1]}").Order());
    }
}

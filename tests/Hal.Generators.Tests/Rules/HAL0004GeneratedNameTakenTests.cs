using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Generators.Tests.Rules;

public sealed class HAL0004GeneratedNameTakenTests
{
    [Theory]
    [InlineData("private static int Dma;", "Dma")]
    [InlineData("private static int Binding { get; set; }", "Binding")]
    [InlineData("private static void Dma() { }", "Dma")]
    [InlineData("private class Binding;", "Binding")]
    [InlineData("private enum Dma { None }", "Dma")]
    [InlineData("private delegate void Dma();", "Dma")]
    [InlineData("private static event System.Action Binding { add { } remove { } }", "Binding")]
    [InlineData("private const int Dma = 1;", "Dma")]
    public void Diagnostics_of_a_member(string member, string name)
    {
        string source = HalSources.File(HalSources.Hal("QemuHal").Replace("    private static int DmaDealloc", $"    {member}\n    private static int DmaDealloc"));
        Diagnostic diagnostic = Reported.One("HAL0004", source);
        Assert.Equal($"The HAL class 'QemuHal' cannot be bound: its member takes the name '{name}', which the generator needs; rename it", diagnostic.GetMessage());
        Assert.Equal(name, Reported.Underlined(diagnostic, source));
    }

    [Theory]
    [InlineData("Dma", "Dma", "the class itself takes the name 'Dma'")]
    [InlineData("Binding", "Binding", "the class itself takes the name 'Binding'")]
    [InlineData("VfioHal<T, Dma>", "VfioHal", "its type parameter takes the name 'Dma'")]
    public void Diagnostics_of_the_class(string declared, string name, string reason)
    {
        string source = HalSources.File(HalSources.Hal(declared));
        Diagnostic diagnostic = Reported.One("HAL0004", source);
        Assert.Equal($"The HAL class '{name}' cannot be bound: {reason}, which the generator needs; rename it", diagnostic.GetMessage());
        Assert.Equal(name, Reported.Underlined(diagnostic, source));
    }

    [Fact]
    public void Valid_beside_a_generic_type_of_the_name_and_in_a_type_of_the_name()
    {
        GeneratorRun run = GeneratorRun.Run(Strict.Create(
            LanguageVersion.Latest,
            HalSources.File($"public partial class Dma {{\n{HalSources.Hal("QemuHal").Replace("    private static int DmaDealloc", "    private class Dma<T>; private static int DmaDealloc")}\n}}")));
        Assert.Empty(run.Reported);
        Assert.Single(run.Files);
        Assert.Empty(run.CompilerDiagnostics);
    }
}

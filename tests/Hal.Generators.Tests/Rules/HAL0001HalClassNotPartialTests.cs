using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Generators.Tests.Rules;

public sealed class HAL0001HalClassNotPartialTests
{
    [Theory]
    [InlineData("static unsafe class", "it is not partial; declare it 'static partial class'")]
    [InlineData("unsafe partial class", "it is not static; declare it 'static partial class'")]
    [InlineData("public unsafe class", "it is not static and partial; declare it 'static partial class'")]
    [InlineData("sealed unsafe partial class", "it is not static; declare it 'static partial class'")]
    [InlineData("unsafe partial record", "it is a record; make it a 'static partial class'")]
    [InlineData("file static unsafe partial class", "it is file-local, and the binding stands in another file; remove 'file'")]
    [InlineData(
        "file unsafe class",
        "it is not static and partial; declare it 'static partial class', and it is file-local, and the binding stands in another file; remove 'file'")]
    public void Diagnostics_of_the_class(string declaration, string reason)
    {
        string source = HalSources.File(HalSources.Hal("QemuHal", declaration));
        Diagnostic diagnostic = Reported.One("HAL0001", source);
        Assert.Equal($"The HAL class 'QemuHal' cannot be bound: {reason}", diagnostic.GetMessage());
        Assert.Equal("QemuHal", Reported.Underlined(diagnostic, source));
    }

    [Theory]
    [InlineData("class Outer", "the type 'Outer' around it is not partial; add 'partial'")]
    [InlineData("partial class Outer<T>", "the type 'Outer' around it is generic; move the HAL class out of it")]
    [InlineData("file partial class Outer", "the type 'Outer' around it is file-local, and the binding stands in another file; remove 'file'")]
    [InlineData("struct Outer", "the type 'Outer' around it is not partial; add 'partial'")]
    public void Diagnostics_of_a_type_around_it(string outer, string reason)
    {
        string source = HalSources.File($"{outer}\n{{\n{HalSources.Hal("QemuHal")}\n}}");
        Diagnostic diagnostic = Reported.One("HAL0001", source);
        Assert.Equal($"The HAL class 'QemuHal' cannot be bound: {reason}", diagnostic.GetMessage());
        Assert.Equal("QemuHal", Reported.Underlined(diagnostic, source));
    }

    [Fact]
    public void Every_type_around_it_is_named() => Assert.Equal(
        "The HAL class 'QemuHal' cannot be bound: the type 'B' around it is generic; move the HAL class out of it, and the type 'A' around it is not partial; add 'partial'",
        Reported.One("HAL0001", HalSources.File($"class A {{ partial class B<T> {{\n{HalSources.Hal("QemuHal")}\n}} }}")).GetMessage());
}

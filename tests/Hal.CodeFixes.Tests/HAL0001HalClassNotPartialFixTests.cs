using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL0001HalClassNotPartialFixTests
{
    private static readonly FixRun Fix = new(new HAL0001HalClassNotPartialFix());

    [Theory]
    [InlineData("public unsafe class", "public static unsafe partial class")]
    [InlineData("unsafe partial class", "static unsafe partial class")]
    [InlineData("static unsafe class", "static unsafe partial class")]
    [InlineData("internal sealed unsafe partial class", "internal static unsafe partial class")]
    [InlineData("public abstract unsafe class", "public static unsafe partial class")]
    [InlineData("file static unsafe partial class", "static unsafe partial class")]
    [InlineData("file unsafe class", "static unsafe partial class")]
    public void CodeFix_of_the_class(string before, string after) => Assert.Equal(
        Source(after),
        Fix.First(Source(before)));

    [Fact]
    public void CodeFix_keeps_comments_and_attributes()
    {
        string Hal(string declaration) => HalSources.File(HalSources.Hal("QemuHal", "\n// Why.\n[System.Obsolete] // Since.\n/* here */ " + declaration));
        Assert.Equal(Hal("static unsafe partial class"), Fix.First(Hal("unsafe class")));
    }

    [Fact]
    public void CodeFix_makes_members_static() => Assert.Equal(
        Source("static unsafe partial class").Replace("private static", "static"),
        Fix.First(Source("unsafe class").Replace("private static ", string.Empty)));

    [Fact]
    public void CodeFix_makes_the_types_around_it_partial() => Assert.Equal(
        HalSources.File("public partial class A\n{\npartial struct B\n{\n" + HalSources.Hal("QemuHal") + "}\n}"),
        Fix.First(HalSources.File("public class A\n{\nfile struct B\n{\n" + HalSources.Hal("QemuHal", "public static unsafe class") + "}\n}").Replace("file struct", "struct")));

    [Fact]
    public void CodeFix_of_all_edits_a_shared_outer_type_once() => Assert.Equal(
        HalSources.File("public partial class Outer\n{\n" + HalSources.Hal("First") + "\n" + HalSources.Hal("Second") + "}"),
        Fix.All(HalSources.File("public class Outer\n{\n" + HalSources.Hal("First", "public unsafe class") + "\n" + HalSources.Hal("Second", "public unsafe partial class") + "}")));

    [Theory]
    [InlineData("unsafe partial record QemuHal", "")]
    [InlineData("unsafe partial class QemuHal : System.IDisposable", "public void Dispose() { }")]
    [InlineData("unsafe partial class QemuHal", "public QemuHal() { }")]
    [InlineData("unsafe partial class QemuHal", "public override string ToString() => string.Empty;")]
    [InlineData("unsafe partial class QemuHal", "public int this[int index] => index;")]
    public void None_where_modifiers_do_not_help(string declaration, string member) =>
        Assert.Empty(Fix.Titles(HalSources.File($"[HalImplementation] {declaration}\n{{\n{member}\n{HalSources.Members}\n}}")));

    [Fact]
    public void None_in_a_generic_type() =>
        Assert.Empty(Fix.Titles(HalSources.File("partial class Outer<T>\n{\n" + HalSources.Hal("QemuHal") + "}")));

    private static string Source(string declaration) => HalSources.File(HalSources.Hal("QemuHal", declaration));
}

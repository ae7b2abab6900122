using Hal.Analyzers.Definition;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL0003MemberSignatureFixTests
{
    private const string Right = "private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new PhysAddr((ulong)buffer.Pointer);";

    private static readonly FixRun Fix = new(new HAL0003MemberSignatureFix(), new DefinitionAnalyzer());

    [Theory]
    [InlineData("private PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>")]
    [InlineData("private static PhysAddr Share(in DmaBuffer buffer, ref BufferDirection direction) =>")]
    public void CodeFix_changes_a_method_that_takes_the_parameters(string wrong) => Assert.Equal(
        Source(Right),
        Fix.First(Source(wrong + Right[Right.IndexOf(" new")..])));

    [Fact]
    public void CodeFix_changes_the_return_type_and_leaves_the_body_to_the_author() => Assert.Equal(
        Source("static PhysAddr Share(DmaBuffer b, BufferDirection d) { return (ulong)b.Pointer; }"),
        Fix.First(Source("static ulong Share(DmaBuffer b, BufferDirection d) { return (ulong)b.Pointer; }"), 0, "CS0029"));

    [Theory]
    [InlineData("private static PhysAddr Share(byte* buffer, int length, BufferDirection direction) => default;")]
    [InlineData("private static PhysAddr Share<T>(DmaBuffer buffer, BufferDirection direction) => default;")]
    [InlineData("private static void Share(DmaBuffer buffer, int direction) { }")]
    public void CodeFix_adds_an_overload_beside_any_other(string other)
    {
        string text = Fix.First(Source(other));
        Assert.Contains("    " + other + "\n\n    /// <summary>Shares a buffer with the device", text);
        Assert.Contains(
            "    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => throw new System.NotImplementedException();\n",
            text);
    }

    [Fact]
    public void CodeFix_of_all() => Assert.Equal(
        Source(Right),
        Fix.All(Source(Right.Replace("static ", string.Empty)).Replace("private static int DmaDealloc", "private int DmaDealloc")));

    private static string Source(string share) => HalSources.File(
        HalSources.Hal("QemuHal").Replace("private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new PhysAddr((ulong)buffer.Pointer);", share));
}

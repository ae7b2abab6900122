using Hal.Tests.Support;
using Xunit;

namespace Hal.Analyzers.Tests.Definition;

public sealed class HAL0003MemberSignatureTests
{
    private const string Share = "'QemuHal.Share' must be 'static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)'";

    [Theory]
    [InlineData("PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default;", "it is not static")]
    [InlineData("static ulong Share(DmaBuffer buffer, BufferDirection direction) => 1;", "it returns 'ulong'")]
    [InlineData("static void Share(DmaBuffer buffer, BufferDirection direction) { }", "it returns 'void'")]
    [InlineData("static ref PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => throw null!;", "it returns a reference")]
    [InlineData("static PhysAddr Share<T>(DmaBuffer buffer, BufferDirection direction) => default;", "it is generic")]
    [InlineData("static PhysAddr Share(DmaBuffer buffer) => default;", "it has 1 parameter")]
    [InlineData("static PhysAddr Share() => default;", "it has 0 parameters")]
    [InlineData("static PhysAddr Share(byte* buffer, int length, BufferDirection direction) => default;", "it has 3 parameters")]
    [InlineData("static PhysAddr Share(DmaBuffer buffer, int towards) => default;", "'towards' is 'int'")]
    [InlineData("static PhysAddr Share(in DmaBuffer buffer, BufferDirection direction) => default;", "'buffer' is not by value")]
    [InlineData("static PhysAddr Share(DmaBuffer? buffer, BufferDirection direction) => default;", "'buffer' is 'DmaBuffer?'")]
    [InlineData("static nuint Share(byte* buffer, BufferDirection direction) => 1;", "it returns 'nuint' and 'buffer' is 'byte*'")]
    [InlineData("static PhysAddr Share(Other.DmaBuffer buffer, BufferDirection direction) => default;", "'buffer' is 'DmaBuffer'")]
    public void Diagnostics_name_the_difference(string member, string difference) => Assert.Equal(
        [$"HAL0003 'Share' {Share}, but {difference}"],
        Definition.Findings(Source(member)));

    [Fact]
    public void Diagnostics_stand_at_the_closest_of_several() => Assert.Equal(
        [$"HAL0003 'Share' {Share}, but 'direction' is 'int'"],
        Definition.Findings(Source("static void Share() { } static void Share(int a, int b) { } static PhysAddr Share(DmaBuffer buffer, int direction) => default;")));

    [Theory]
    [InlineData("DmaAlloc(nuint pages, BufferDirection direction)", "DmaAlloc(int pages, BufferDirection direction)", "'pages' is 'int'")]
    [InlineData("int DmaDealloc(PhysAddr paddr, byte* vaddr", "int DmaDealloc(PhysAddr paddr, void* vaddr", "'vaddr' is 'void*'")]
    [InlineData("byte* MmioPhysToVirt(", "nint MmioPhysToVirt(", "it returns 'nint'")]
    [InlineData("void Unshare(PhysAddr paddr", "void Unshare(ulong paddr", "'paddr' is 'ulong'")]
    public void Diagnostics_of_the_other_members(string right, string wrong, string difference)
    {
        string finding = Assert.Single(Definition.Findings(HalSources.File(HalSources.Hal("QemuHal").Replace(right, wrong))));
        Assert.StartsWith("HAL0003", finding);
        Assert.EndsWith(", but " + difference, finding);
    }

    [Theory]
    [InlineData("internal static PhysAddr Share(DmaBuffer b, BufferDirection d = BufferDirection.Both) => default;")]
    [InlineData("static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default; static void Share() { } PhysAddr Share(DmaBuffer b, int i) => default;")]
    [InlineData("static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default; static void Abandoned(int code) { }")]
    public void Valid(string member) => Assert.Empty(Definition.Findings(Source(member)));

    private static string Source(string share) => HalSources.File("""
        [HalImplementation]
        static unsafe partial class QemuHal
        {
            static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;
            static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;
            static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;
            static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) { }

        """ + "    " + share + "\n}\n\nnamespace Other\n{\n    struct DmaBuffer;\n}\n").Replace("namespace Demo;", "namespace Demo\n{") + "}\n";
}

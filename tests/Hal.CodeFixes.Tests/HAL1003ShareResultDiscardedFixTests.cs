using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL1003ShareResultDiscardedFixTests
{
    private const int Scope = 0;
    private const int Finally = 1;

    private static readonly FlowFixRun Fix = new(new HAL1003ShareResultDiscardedFix());

    [Theory]
    [InlineData("THal.Share(buffer, DriverToDevice);")]
    [InlineData("_ = THal.Share(buffer, DriverToDevice);")]
    [InlineData("_ = new Shared<THal>(buffer, DriverToDevice);")]
    public void A_scope(string share) => Fix.Check(
        $$"""
        void Prepare(DmaBuffer buffer)
        {
            // All of it.
            {{share}} // here
            device.Reset();
        }
        """,
        """
        void Prepare(DmaBuffer buffer)
        {
            // All of it.
            using var shared = new SharedScope<THal>(buffer, DriverToDevice); // here
            device.Reset();
        }
        """,
        Scope);

    [Fact]
    public void The_address_kept_and_unshared_in_a_finally() => Fix.Check(
        """
        void Prepare(DmaBuffer buffer, PhysAddr paddr)
        {
            _ = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
        }
        """,
        """
        void Prepare(DmaBuffer buffer, PhysAddr paddr)
        {
            PhysAddr paddr2 = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            finally
            {
                THal.Unshare(paddr2, buffer, DriverToDevice);
            }
        }
        """,
        Finally);

    [Fact]
    public void All() => Fix.CheckAll(
        """
        void Prepare(DmaBuffer a, DmaBuffer b)
        {
            THal.Share(a, DriverToDevice);
            THal.Share(b, DeviceToDriver);
        }
        """,
        """
        void Prepare(DmaBuffer a, DmaBuffer b)
        {
            using var shared = new SharedScope<THal>(a, DriverToDevice);
            using var shared2 = new SharedScope<THal>(b, DeviceToDriver);
        }
        """,
        Scope);

    [Theory]
    [InlineData("{ if (ready) THal.Share(buffer, Both); }")]
    [InlineData("=> THal.Share(buffer, Both);")]
    public void Nothing_where_there_is_no_block_to_end_it_in(string body) => Fix.NotOffered($"void Prepare(DmaBuffer buffer, bool ready) {body}");
}

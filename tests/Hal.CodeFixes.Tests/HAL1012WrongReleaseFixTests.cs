using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL1012WrongReleaseFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL1012WrongReleaseFix());

    [Theory]
    [InlineData("_ = THal.DmaDealloc(paddr, buffer.Pointer, 1);")]
    [InlineData("THal.DmaDealloc(paddr, buffer.Pointer, 1);")]
    public void Unshare_of_a_share(string wrong) => Fix.Check(
        $$"""
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            {{wrong}} // done
        }
        """,
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice); // done
        }
        """);

    [Theory]
    [InlineData("return ")]
    [InlineData("int status = ")]
    public void A_status_that_is_looked_at_is_success(string use) => Fix.Check(
        $$"""
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);

            // done
            {{use}}THal.DmaDealloc(paddr, buffer.Pointer, 1); // all
            {{(use == "return " ? string.Empty : "return status;")}}
        }
        """,
        $$"""
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);

            // done
            THal.Unshare(paddr, buffer, DriverToDevice);
            {{use}}0; // all
            {{(use == "return " ? string.Empty : "return status;")}}
        }
        """);

    [Fact]
    public void DmaDealloc_of_an_allocation() => Fix.Check(
        """
        void Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                device.Program(paddr, 4096);
                device.Reset();
                THal.Unshare(paddr, new DmaBuffer(vaddr, 4096), Both);
            }
        }
        """,
        """
        void Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                device.Program(paddr, 4096);
                device.Reset();
                _ = THal.DmaDealloc(paddr, vaddr, 1);
            }
        }
        """);

    [Fact]
    public void All_by_their_owners() => Fix.CheckAll(
        """
        readonly Dma<THal> ring = new(1, Both);

        void Free(Shared<THal> share)
        {
            THal.Unshare(ring.Paddr, ring.RawSlice(), Both);
            _ = THal.DmaDealloc(share.Paddr, share.Buffer.Pointer, 1);
        }
        """,
        """
        readonly Dma<THal> ring = new(1, Both);

        void Free(Shared<THal> share)
        {
            ring.Dispose();
            share.Unshare();
        }
        """);

    [Theory]
    [InlineData("DmaAllocation memory", "THal.Unshare(memory.Paddr, new DmaBuffer(memory.Vaddr, 4096), Both);")]
    [InlineData("Dma<THal> ring", "THal.Unshare(ring.PaddrAt(64), ring.Slice(64, 64), Both);")]
    [InlineData("DmaBuffer buffer", "PhysAddr paddr = THal.Share(buffer, Both); if (THal.DmaDealloc(paddr, buffer.Pointer, 1) != 0) { device.Reset(); }")]
    [InlineData("Func<DmaBuffer> next", "PhysAddr paddr = THal.Share(next(), Both); _ = THal.DmaDealloc(paddr, null, 1);")]
    [InlineData("int id", "using var ring = new Dma<THal>(1, Both); THal.Unshare(ring.Paddr, ring.RawSlice(), Both);")]
    public void Nothing_where_what_it_needs_is_not_to_be_had(string parameter, string body) => Fix.NotOffered($"void Free({parameter}) {{ {body} }}");
}

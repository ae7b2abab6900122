using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>Of several contracts that one call breaks, the first in the settled order is reported alone.</summary>
public sealed class DefectOrderTests
{
    [Fact]
    public void Diagnostics_HAL1009_before_HAL1004() => Flow.Check(
        """
        void A(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            THal.Unshare(paddr, default, DriverToDevice); //! HAL1009
        }
        """);

    [Fact]
    public void Diagnostics_HAL1012_before_HAL1013() => Flow.Check(
        """
        void A(DmaBuffer buffer)
        {
            PhysAddr paddr = Checked<THal>.Share(buffer, DriverToDevice);
            _ = THal.DmaDealloc(paddr, buffer.Pointer, 1); //! HAL1012
        }
        """);

    [Fact]
    public void Diagnostics_HAL1013_before_HAL1004() => Flow.Check(
        """
        void A(DmaBuffer buffer)
        {
            PhysAddr paddr = Checked<THal>.Share(buffer, DriverToDevice);
            Checked<THal>.Unshare(paddr, buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1013
        }
        """);

    [Fact]
    public void Diagnostics_HAL1004_before_HAL1006() => Flow.Check(
        """
        void A(DmaBuffer buffer, DmaBuffer other)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            THal.Unshare(paddr, other, DriverToDevice); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_HAL1001_before_HAL1006() => Flow.Check(
        """
        void A(byte* data, DmaBuffer other)
        {
            var buffer = new DmaBuffer(data, 64);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr + 8, other, DriverToDevice); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_HAL2001_before_HAL2004() => Flow.Check(
        """
        int A()
        {
            var (paddr, vaddr) = THal.DmaAlloc(2, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr + 4096, vaddr, 1); //! HAL2001
        }
        """);

    [Fact]
    public void Diagnostics_HAL1008_before_HAL2008() => Flow.Check(
        """
        void Read()
        {
            var ring = new Dma<THal>(1, Both);
            byte* data = ring.Vaddr(0);
            DmaBuffer part = new DmaBuffer(data, 64);
            PhysAddr paddr = THal.Share(part, DeviceToDriver);
            device.Submit(paddr);
            ring.Dispose(); //! HAL1008
            THal.Unshare(paddr, part, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_HAL1009_before_HAL1012() => Flow.Check(
        """
        void Free(Dma<THal> ring)
        {
            THal.Unshare(ring.Paddr, default, Both); //! HAL1009
        }
        """);

    [Fact]
    public void Diagnostics_HAL1015_before_HAL2001() => Flow.Check(
        """
        int Free(byte* vaddr) => THal.DmaDealloc(new PhysAddr((ulong)vaddr), vaddr, 1); //! HAL1015
        """);

    [Fact]
    public void Diagnostics_HAL2003_before_HAL2005() => Flow.Check(
        """
        void Free(byte* other)
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                _ = THal.DmaDealloc(paddr, vaddr, 1);
                _ = THal.DmaDealloc(paddr, other, 2); //! HAL2003
            }
        }
        """);

    [Fact]
    public void Diagnostics_HAL2005_before_HAL2004() => Flow.Check(
        """
        int Free(byte* other)
        {
            var (paddr, vaddr) = THal.DmaAlloc(2, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, other, 1); //! HAL2005
        }
        """);

    [Fact]
    public void Diagnostics_HAL1006_before_HAL1005() => Flow.Check(
        """
        void Send(DmaBuffer buffer, DmaBuffer other)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, other, Both); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_HAL1003_and_not_HAL1002() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            THal.Share(buffer, DriverToDevice); //! HAL1003
        }
        """);

    [Fact]
    public void Diagnostics_After_a_wrong_release_both_shares_have_ended() => Flow.Check(
        """
        void Send(DmaBuffer first, DmaBuffer second)
        {
            PhysAddr one = THal.Share(first, DriverToDevice);
            PhysAddr other = THal.Share(second, DriverToDevice);
            THal.Unshare(one, second, DriverToDevice); //! HAL1006
            THal.Unshare(one, first, DriverToDevice);
            THal.Unshare(other, second, DriverToDevice);
            THal.Unshare(other, first, DriverToDevice);
        }
        """);
}

using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>A share is deallocated, or an allocation unshared (contracts C2, C8).</summary>
public sealed class HAL1012WrongReleaseTests
{
    [Fact]
    public void Diagnostics_A_share_is_deallocated() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            _ = THal.DmaDealloc(paddr, buffer.Pointer, 1); //! HAL1012
        }
        """);

    [Fact]
    public void Diagnostics_An_allocation_is_unshared() => Flow.Check(
        """
        void Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                device.Program(paddr, 4096);
                device.Reset();
                THal.Unshare(paddr, new DmaBuffer(vaddr, 4096), Both); //! HAL1012
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_part_of_an_allocation_is_unshared() => Flow.Check(
        """
        void Free()
        {
            using var ring = new Dma<THal>(1, Both);
            device.Program(ring.PaddrAt(64), 64);
            device.Reset();
            THal.Unshare(ring.PaddrAt(64), ring.Slice(64, 64), Both); //! HAL1012
        }
        """);

    [Fact]
    public void Diagnostics_An_owner_that_came_from_elsewhere() => Flow.Check(
        """
        readonly Dma<THal> ring = new(1, Both);

        void Free(DmaAllocation memory, Shared<THal> share)
        {
            THal.Unshare(ring.Paddr, ring.RawSlice(), Both); //! HAL1012
            THal.Unshare(memory.Paddr, new DmaBuffer(memory.Vaddr, 4096), Both); //! HAL1012
            _ = THal.DmaDealloc(share.Paddr, share.Buffer.Pointer, 1); //! HAL1012
        }
        """);

    [Fact]
    public void Diagnostics_An_empty_buffer_comes_first() => Flow.Check(
        """
        void Free(DmaAllocation memory)
        {
            THal.Unshare(memory.Paddr, default, Both); //! HAL1009
        }
        """);

    [Fact]
    public void Diagnostics_What_was_released_wrongly_has_ended() => Flow.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            int status = THal.DmaDealloc(paddr, buffer.Pointer, 1); //! HAL1012
            THal.Unshare(paddr, buffer, DriverToDevice);
            return status;
        }
        """);

    [Fact]
    public void Valid_Each_by_its_own() => Flow.Check(
        """
        int Both2(DmaBuffer buffer)
        {
            var (ring, vaddr) = THal.DmaAlloc(1, Both);
            if (ring == default)
            {
                return -1;
            }

            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Program(ring, 4096);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return THal.DmaDealloc(ring, vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_DMA_memory_that_is_shared_too() => Flow.Check(
        """
        void Send()
        {
            using var ring = new Dma<THal>(1, Both);
            DmaBuffer part = ring.Slice(64, 64);
            PhysAddr paddr = THal.Share(part, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, part, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_An_address_from_elsewhere() => Flow.Check(
        """
        PhysAddr kept;

        int Free(PhysAddr given, byte* vaddr, DmaBuffer buffer)
        {
            THal.Unshare(kept, buffer, Both);
            return THal.DmaDealloc(given, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Message_A_share() => Assert.Equal(
        "'paddr' is the address of a share, and is released by DmaDealloc; call Unshare (contracts C2, C8)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer buffer)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                _ = THal.DmaDealloc(paddr, buffer.Pointer, 1);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Memory_of_an_owner() => Assert.Equal(
        "'ring.Paddr' is the address of DMA memory, and is released by Unshare; call Dispose (contracts C2, C8)",
        Flow.MessageOf(
            """
            void Free(Dma<THal> ring)
            {
                THal.Unshare(ring.Paddr, ring.RawSlice(), Both);
            }
            """));
}

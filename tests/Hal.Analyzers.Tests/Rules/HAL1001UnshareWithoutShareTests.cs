using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The address of Unshare is one that certainly no Share returned (contract C8).</summary>
public sealed class HAL1001UnshareWithoutShareTests
{
    [Fact]
    public void Diagnostics_Constant() => Flow.Check(
        """
        void Finish(DmaBuffer buffer)
        {
            THal.Unshare(new PhysAddr(4096), buffer, Both); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Default() => Flow.Check(
        """
        void Finish(DmaBuffer buffer)
        {
            THal.Unshare(default, buffer, Both); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Constant_through_locals() => Flow.Check(
        """
        void Finish(DmaBuffer buffer)
        {
            ulong number = 0x8000;
            var paddr = new PhysAddr(number + 16);
            THal.Unshare(paddr, buffer, Both); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Default_where_nothing_was_shared() => Flow.Check(
        """
        void Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = default;
            if (ready)
            {
                paddr = THal.Share(buffer, DriverToDevice);
                device.Submit(paddr);
            }

            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Moved_forward() => Flow.Check(
        """
        void Send(byte* data)
        {
            var buffer = new DmaBuffer(data, 512);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr + 512, buffer, DriverToDevice); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Moved_in_place() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            paddr += 64;
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Moved_from_memory_that_was_given_back() => Flow.Check(
        """
        void Stop(DmaBuffer buffer)
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                _ = THal.DmaDealloc(paddr, vaddr, 1);
                THal.Unshare(paddr + 64, buffer, Both); //! HAL1001
            }
        }
        """);

    [Fact]
    public void Diagnostics_Moved_by_its_number() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(new PhysAddr(paddr.Value - 8), buffer, DriverToDevice); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_An_address_made_from_a_pointer_is_HAL1015() => Flow.Check(
        """
        void Send(byte* data)
        {
            THal.Unshare(new PhysAddr((ulong)data), new DmaBuffer(data, 16), Both); //! HAL1015
        }
        """);

    [Fact]
    public void Diagnostics_The_share_has_ended_and_is_no_leak() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr + 1, buffer, DriverToDevice); //! HAL1001
        }
        """);

    [Fact]
    public void Valid_Moved_there_and_back() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            PhysAddr payload = paddr + 16;
            device.Submit(payload);
            THal.Unshare(new PhysAddr(payload.Value - 16), buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Address_from_elsewhere() => Flow.Check(
        """
        PhysAddr pending;
        readonly Dictionary<int, PhysAddr> table = new();

        void Complete(DmaBuffer buffer, PhysAddr given, int id)
        {
            THal.Unshare(pending, buffer, DeviceToDriver);
            THal.Unshare(table[id], buffer, DeviceToDriver);
            THal.Unshare(given, buffer, DeviceToDriver);
            THal.Unshare(Next(), buffer, DeviceToDriver);
        }

        PhysAddr Next() => queue.TryPop(out PhysAddr paddr, out _) ? paddr : throw new InvalidOperationException();
        """);

    [Fact]
    public void Valid_Base_found_again_by_the_index() => Flow.Check(
        """
        PhysAddr ringBase;

        void Complete(DmaBuffer buffer, int index, int size)
        {
            THal.Unshare(ringBase + (ulong)(index * size), buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Default_is_a_sentinel() => Flow.Check(
        """
        void Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = default;
            if (ready)
            {
                paddr = THal.Share(buffer, DriverToDevice);
                device.Submit(paddr);
            }

            if (paddr != default)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message_A_constant() => Assert.Equal(
        "Unshare of 'new PhysAddr(4096)', which no Share returned: it is the constant 0x1000 (contract C8)",
        Flow.MessageOf(
            """
            void Finish(DmaBuffer buffer)
            {
                THal.Unshare(new PhysAddr(4096), buffer, Both);
            }
            """));

    [Fact]
    public void Diagnostics_Message_An_offset() => Assert.Equal(
        "Unshare of 'paddr + 512', which no Share returned: it lies 512 bytes after the address of the share of 'request' (contract C8)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                device.Submit(paddr);
                THal.Unshare(paddr + 512, request, DriverToDevice);
            }
            """));
}

using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Memory is shared again while a share of it is live and the device may write one of the two (contract C12).</summary>
public sealed class HAL1011SharedAgainTests
{
    [Fact]
    public void Diagnostics_One_for_each_direction() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            PhysAddr request = THal.Share(buffer, DriverToDevice);
            PhysAddr reply = THal.Share(buffer, DeviceToDriver); //! HAL1011
            device.Submit(request);
            device.Submit(reply);
            THal.Unshare(reply, buffer, DeviceToDriver);
            THal.Unshare(request, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_The_first_is_written() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            PhysAddr reply = THal.Share(buffer, Both);
            PhysAddr request = THal.Share(buffer, DriverToDevice); //! HAL1011
            device.Submit(request);
            device.Submit(reply);
            THal.Unshare(reply, buffer, Both);
            THal.Unshare(request, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Overlapping_slices() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            DmaBuffer header = buffer.Slice(0, 32);
            DmaBuffer rest = buffer.Slice(16, 64);
            PhysAddr first = THal.Share(header, DriverToDevice);
            PhysAddr second = THal.Share(rest, DeviceToDriver); //! HAL1011
            device.Submit(first);
            device.Submit(second);
            THal.Unshare(first, header, DriverToDevice);
            THal.Unshare(second, rest, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_The_whole_and_its_start() => Flow.Check(
        """
        void Exchange(byte* data, int length)
        {
            var whole = new DmaBuffer(data, length);
            DmaBuffer header = whole.Slice(0, 16);
            PhysAddr first = THal.Share(header, Both);
            PhysAddr second = THal.Share(whole, Both); //! HAL1011
            device.Submit(first);
            device.Submit(second);
            THal.Unshare(first, header, Both);
            THal.Unshare(second, whole, Both);
        }
        """);

    [Fact]
    public void Diagnostics_As_values() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            var first = new Shared<THal>(buffer, DeviceToDriver);
            using var second = new SharedScope<THal>(buffer, DeviceToDriver); //! HAL1011
            device.Submit(first.Paddr);
            device.Submit(second.Paddr);
            first.Unshare();
        }
        """);

    [Fact]
    public void Valid_Both_are_only_read() => Flow.Check(
        """
        void Mirror(DmaBuffer buffer)
        {
            PhysAddr first = THal.Share(buffer, DriverToDevice);
            PhysAddr second = THal.Share(buffer, DriverToDevice);
            device.Submit(first);
            device.Submit(second);
            THal.Unshare(first, buffer, DriverToDevice);
            THal.Unshare(second, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Disjoint_slices() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            DmaBuffer header = buffer.Slice(0, 16);
            DmaBuffer status = buffer.Slice(16, 1);
            PhysAddr first = THal.Share(header, DriverToDevice);
            PhysAddr second = THal.Share(status, DeviceToDriver);
            device.Submit(first);
            device.Submit(second);
            THal.Unshare(first, header, DriverToDevice);
            THal.Unshare(second, status, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_One_after_the_other() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer)
        {
            PhysAddr request = THal.Share(buffer, DriverToDevice);
            device.Submit(request);
            THal.Unshare(request, buffer, DriverToDevice);
            PhysAddr reply = THal.Share(buffer, DeviceToDriver);
            device.Submit(reply);
            THal.Unshare(reply, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Two_buffers() => Flow.Check(
        """
        void Exchange(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            PhysAddr second = THal.Share(reply, DeviceToDriver);
            device.Submit(first);
            device.Submit(second);
            THal.Unshare(first, request, DriverToDevice);
            THal.Unshare(second, reply, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Halves_by_index() => Flow.Check(
        """
        void Exchange(byte* data, int half, int index)
        {
            var first = new DmaBuffer(data + (index * half), half);
            var second = new DmaBuffer(data + ((1 - index) * half), half);
            PhysAddr one = THal.Share(first, DeviceToDriver);
            PhysAddr other = THal.Share(second, DeviceToDriver);
            device.Submit(one);
            device.Submit(other);
            THal.Unshare(one, first, DeviceToDriver);
            THal.Unshare(other, second, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Every_iteration_has_its_buffer() => Flow.Check(
        """
        void Fill(DmaBuffer[] buffers, List<Shared<THal>> shares)
        {
            foreach (DmaBuffer buffer in buffers)
            {
                shares.Add(new Shared<THal>(buffer, DeviceToDriver));
            }
        }
        """);

    [Fact]
    public void Valid_Through_another_path() => Flow.Check(
        """
        void Exchange(DmaBuffer buffer, bool write)
        {
            PhysAddr paddr = write ? THal.Share(buffer, DriverToDevice) : THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, write ? DriverToDevice : DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'buffer.Slice(0, 8)' overlaps 'buffer', which line 3 still shares, and the device may write one of them (contract C12)",
        Flow.MessageOf(
            """
            void Exchange(DmaBuffer buffer)
            {
                PhysAddr request = THal.Share(buffer, DriverToDevice);
                PhysAddr reply = THal.Share(buffer.Slice(0, 8), DeviceToDriver);
                THal.Unshare(reply, buffer.Slice(0, 8), DeviceToDriver);
                THal.Unshare(request, buffer, DriverToDevice);
            }
            """));
}

using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Unshare is given other memory, another offset or another length than Share was (contract C10).</summary>
public sealed class HAL1006UnshareBufferTests
{
    [Fact]
    public void Diagnostics_Another_buffer() => Flow.Check(
        """
        void Send(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr paddr = THal.Share(request, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, reply, DriverToDevice); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_Two_crossed() => Flow.Check(
        """
        void Send(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            PhysAddr second = THal.Share(reply, DeviceToDriver);
            device.Submit(first);
            device.Submit(second);
            THal.Unshare(second, request, DeviceToDriver); //! HAL1006
            THal.Unshare(first, reply, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Another_length() => Flow.Check(
        """
        void Receive(byte* data)
        {
            PhysAddr paddr = THal.Share(new DmaBuffer(data, 2048), DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(data, 1514), DeviceToDriver); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_Only_what_the_device_wrote() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer.Slice(0, 2048), DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer.Slice(0, 64), DeviceToDriver); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_Another_offset() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer.Slice(0, 64), DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer.Slice(64, 64), DriverToDevice); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_A_pointer_that_moved_on() => Flow.Check(
        """
        void Send(byte* data)
        {
            PhysAddr paddr = THal.Share(new DmaBuffer(data, 64), DriverToDevice);
            data += 16;
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(data, 64), DriverToDevice); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_A_copy_of_the_bytes() => Flow.Check(
        """
        void Send(int length)
        {
            byte* data = (byte*)NativeMemory.Alloc((nuint)length);
            byte* copy = (byte*)NativeMemory.Alloc((nuint)length);
            PhysAddr paddr = THal.Share(new DmaBuffer(data, length), DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(copy, length), DriverToDevice); //! HAL1006
            NativeMemory.Free(copy);
            NativeMemory.Free(data);
        }
        """);

    [Fact]
    public void Diagnostics_Two_lengths_that_are_parameters() => Flow.Check(
        """
        void Receive(byte* data, int capacity, int length)
        {
            PhysAddr paddr = THal.Share(new DmaBuffer(data, capacity), DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(data, length), DeviceToDriver); //! HAL1006
        }
        """);

    [Fact]
    public void Diagnostics_The_variable_names_another_buffer_now() => Flow.Check(
        """
        void Send(DmaBuffer buffer, DmaBuffer next)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            buffer = next;
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1006
        }
        """);

    [Fact]
    public void Valid_The_same_slice_computed_twice() => Flow.Check(
        """
        void Send(DmaBuffer buffer, int offset, int length)
        {
            PhysAddr paddr = THal.Share(buffer.Slice(offset, length), DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer.Slice(offset, length), DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_The_same_range_by_another_way() => Flow.Check(
        """
        void Send(byte* data)
        {
            var whole = new DmaBuffer(data, 64);
            PhysAddr paddr = THal.Share(whole.Slice(16, 32), DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(whole.Pointer + 16, 16 + 16), DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_A_copy_of_the_struct() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            DmaBuffer same = buffer;
            PhysAddr paddr = THal.Share(same, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Lengths_that_were_compared() => Flow.Check(
        """
        void Receive(byte* data, int capacity, int length)
        {
            if (length != capacity)
            {
                return;
            }

            PhysAddr paddr = THal.Share(new DmaBuffer(data, capacity), DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, new DmaBuffer(data, length), DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_A_buffer_that_cannot_be_told() => Flow.Check(
        """
        DmaBuffer current;

        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, current, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Chosen_by_the_same_condition() => Flow.Check(
        """
        void Send(DmaBuffer small, DmaBuffer large, int length)
        {
            DmaBuffer buffer = length < 64 ? small : large;
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, length < 64 ? small : large, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Message_Another_length() => Assert.Equal(
        "The share of 'new DmaBuffer(data, 512)' in line 3 is unshared with 'new DmaBuffer(data, 256)', which has another length (contract C10)",
        Flow.MessageOf(
            """
            void Receive(byte* data)
            {
                PhysAddr paddr = THal.Share(new DmaBuffer(data, 512), DeviceToDriver);
                device.Submit(paddr);
                THal.Unshare(paddr, new DmaBuffer(data, 256), DeviceToDriver);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Other_memory() => Assert.Equal(
        "The share of 'request' in line 3 is unshared with 'reply', which is other memory (contract C10)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request, DmaBuffer reply)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                device.Submit(paddr);
                THal.Unshare(paddr, reply, DriverToDevice);
            }
            """));

    [Fact]
    public void Diagnostics_Another_slice_of_the_same_memory_in_another_member() => Flow.Check(
        """
        private readonly Dma<THal> _area = new(2, Both);
        private PhysAddr _command;

        private DmaBuffer Command => _area.Slice(0, 24);

        private DmaBuffer Response => _area.Slice(2048, 24);

        void Open() => _command = THal.Share(Command, Both);

        void Close() => THal.Unshare(_command, Response, Both); //! HAL1006
        """);

    [Fact]
    public void Silent_The_slice_that_a_property_names() => Flow.Check(
        """
        private readonly Dma<THal> _area = new(2, Both);
        private PhysAddr _command;

        private DmaBuffer Command => _area.Slice(0, 24);

        void Open() => _command = THal.Share(_area.Slice(0, 24), Both);

        void Close() => THal.Unshare(_command, Command, Both);
        """);

    [Fact]
    public void Diagnostics_Half_of_the_buffer() => Flow.Check(
        """
        void Sample(DmaBuffer samples)
        {
            int half = samples.Length / 2;
            if (half == 0)
            {
                return;
            }

            PhysAddr paddr = THal.Share(samples, DeviceToDriver);
            device.Wait(1);
            THal.Unshare(paddr, samples.Slice(0, half), DeviceToDriver); //! HAL1006
        }

        void Words(DmaBuffer words, int count)
        {
            PhysAddr paddr = THal.Share(words.Slice(0, count << 1), DeviceToDriver);
            device.Wait(1);
            THal.Unshare(paddr, words.Slice(0, count << 2), DeviceToDriver); //! HAL1006
        }
        """);
}

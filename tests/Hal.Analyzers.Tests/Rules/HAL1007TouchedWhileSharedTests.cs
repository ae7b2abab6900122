using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The CPU touches a buffer between Share and Unshare: any write, and a read unless the device only reads too (contract C12).</summary>
public sealed class HAL1007TouchedWhileSharedTests
{
    [Fact]
    public void Diagnostics_Written_by_index() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            buffer[0] = 1; //! HAL1007
            buffer[4]++; //! HAL1007
            buffer[8] |= 0x80; //! HAL1007
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Read_while_the_device_may_write() => Flow.Check(
        """
        uint Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            device.Wait(100);
            uint code = *(uint*)buffer.Pointer; //! HAL1007
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return code;
        }
        """);

    [Fact]
    public void Diagnostics_Read_of_a_buffer_shared_for_both() => Flow.Check(
        """
        byte Exchange(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, Both);
            device.Submit(paddr);
            byte status = buffer[0]; //! HAL1007
            THal.Unshare(paddr, buffer, Both);
            return status;
        }
        """);

    [Fact]
    public void Diagnostics_Polling_the_buffer() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            while (buffer[0] == 0) //! HAL1007
            {
                device.Kick();
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_A_span_taken_before() => Flow.Check(
        """
        void Send(DmaBuffer buffer, ReadOnlySpan<byte> payload)
        {
            Span<byte> bytes = buffer.AsSpan();
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            payload.CopyTo(bytes); //! HAL1007
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Functions_of_the_framework() => Flow.Check(
        """
        void Send(byte* data, byte[] source)
        {
            var buffer = new DmaBuffer(data, 64);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            NativeMemory.Clear(data, 64); //! HAL1007
            buffer.AsSpan().Fill(0xff); //! HAL1007
            Marshal.Copy(source, 0, (nint)data, 64); //! HAL1007
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(), 7); //! HAL1007
            System.Runtime.CompilerServices.Unsafe.InitBlock(data, 0, 64); //! HAL1007
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_struct_on_the_stack() => Flow.Check(
        """
        struct Header
        {
            public uint Type;
            public ulong Sector;
        }

        void Send()
        {
            Header header = default;
            DmaBuffer buffer = DmaBuffer.Of(&header);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1014
            header.Sector = 7; //! HAL1007
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_managed_array_that_is_pinned() => Flow.Check(
        """
        void Send(byte[] data)
        {
            fixed (byte* pinned = data)
            {
                var buffer = new DmaBuffer(pinned, data.Length);
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                data[0] = 1; //! HAL1007
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_span_over_a_managed_array() => Flow.Check(
        """
        void Send(byte[] data)
        {
            Span<byte> bytes = data;
            fixed (byte* pinned = data)
            {
                var buffer = new DmaBuffer(pinned, data.Length);
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                bytes[0] = 1; //! HAL1007
                Array.Clear(data); //! HAL1007
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_field_behind_a_pointer() => Flow.Check(
        """
        struct Command
        {
            public uint Code;
            public uint Status;
        }

        uint Run(Command* command)
        {
            DmaBuffer buffer = DmaBuffer.Of(command);
            PhysAddr paddr = THal.Share(buffer, Both);
            device.Submit(paddr);
            uint code = command->Code; //! HAL1007
            THal.Unshare(paddr, buffer, Both);
            return code;
        }
        """);

    [Fact]
    public void Diagnostics_Inside_a_scope() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            buffer[0] = 1; //! HAL1007
            scope.Buffer[1] = 1; //! HAL1007
            device.Submit(scope.Paddr);
        }
        """);

    [Fact]
    public void Valid_Before_and_after() => Flow.Check(
        """
        byte Exchange(DmaBuffer buffer)
        {
            buffer[0] = 1;
            PhysAddr paddr = THal.Share(buffer, Both);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, Both);
            return buffer[0];
        }
        """);

    [Fact]
    public void Valid_Read_while_the_device_only_reads() => Flow.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            int sum = 0;
            foreach (byte b in buffer.AsReadOnlySpan())
            {
                sum += b;
            }

            sum += buffer[0] + *buffer.Pointer;
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return sum;
        }
        """);

    [Fact]
    public void Valid_Length_and_pointer_are_no_accesses() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr, buffer.Length);
            byte* end = buffer.Pointer + buffer.Length;
            Span<byte> later = buffer.AsSpan();
            Expect.That(end != null && later.Length == buffer.Length);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Another_part_of_the_memory() => Flow.Check(
        """
        void Send(byte* data)
        {
            var buffer = new DmaBuffer(data, 64);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            data[64] = 1;
            *(data - 1) = 2;
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Another_slice() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            DmaBuffer header = buffer.Slice(0, 16);
            PhysAddr paddr = THal.Share(header, DriverToDevice);
            buffer.Slice(16, 16).AsSpan().Clear();
            buffer[16] = 1;
            device.Submit(paddr);
            THal.Unshare(paddr, header, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_A_length_that_is_not_known_may_end_before() => Flow.Check(
        """
        void Send(byte* data, int length)
        {
            var buffer = new DmaBuffer(data, length);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            data[64] = 1;
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_A_direction_that_is_not_known() => Flow.Check(
        """
        byte Transfer(DmaBuffer buffer, BufferDirection direction)
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            byte first = buffer[0];
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, direction);
            return first;
        }
        """);

    [Fact]
    public void Valid_DMA_memory_that_is_not_shared() => Flow.Check(
        """
        void Ring()
        {
            using var ring = new Dma<THal>(1, Both);
            device.Program(ring.Paddr, 4096);
            *ring.Vaddr(0) = 1;
            ring.AsSpan().Clear();
            device.Reset();
        }
        """);

    [Fact]
    public void Diagnostics_Message_Written() => Assert.Equal(
        "'request[2]' is written here while line 3 shares it DriverToDevice with the device (contract C12)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                request[2] = 1;
                THal.Unshare(paddr, request, DriverToDevice);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Read() => Assert.Equal(
        "'*reply.Pointer' is read here while line 3 shares it DeviceToDriver with the device (contract C12)",
        Flow.MessageOf(
            """
            byte Receive(DmaBuffer reply)
            {
                PhysAddr paddr = THal.Share(reply, DeviceToDriver);
                byte status = *reply.Pointer;
                THal.Unshare(paddr, reply, DeviceToDriver);
                return status;
            }
            """));

    [Fact]
    public void Diagnostics_A_span_that_is_cut_out_of_the_buffer() => Flow.Check(
        """
        void Pad(DmaBuffer block, int used)
        {
            PhysAddr paddr = THal.Share(block, DriverToDevice);
            if (used < 60 && block.Length >= 60)
            {
                block.AsSpan()[..60].Slice(used).Clear(); //! HAL1007
            }

            THal.Unshare(paddr, block, DriverToDevice);
        }
        """);
}

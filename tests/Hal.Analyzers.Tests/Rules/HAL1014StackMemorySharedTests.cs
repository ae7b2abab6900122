using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Memory on the stack is shared: legal, and wrong on every HAL that maps pages (contract I14).</summary>
public sealed class HAL1014StackMemorySharedTests
{
    [Fact]
    public void Diagnostics_A_local() => Flow.Check(
        """
        void Send()
        {
            uint header = 1;
            DmaBuffer buffer = DmaBuffer.Of(&header);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1014
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_field_of_a_local_struct() => Flow.Check(
        """
        struct Request
        {
            public uint Code;
            public byte Status;
        }

        byte Send()
        {
            Request request = default;
            DmaBuffer buffer = DmaBuffer.Of(&request.Status);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver); //! HAL1014
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return request.Status;
        }
        """);

    [Fact]
    public void Diagnostics_A_parameter() => Flow.Check(
        """
        void Send(uint code)
        {
            DmaBuffer buffer = DmaBuffer.Of(&code);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1014
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Stackalloc() => Flow.Check(
        """
        void Send()
        {
            byte* header = stackalloc byte[16];
            header[0] = 1;
            var buffer = new DmaBuffer(header, 16);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1014
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_part_of_it() => Flow.Check(
        """
        void Send(int offset)
        {
            byte* header = stackalloc byte[64];
            using var scope = new SharedScope<THal>(new DmaBuffer(header + offset, 16), DriverToDevice); //! HAL1014
            device.Submit(scope.Paddr);
        }
        """);

    [Fact]
    public void Diagnostics_A_stackalloc_span_that_is_pinned() => Flow.Check(
        """
        void Send()
        {
            Span<byte> header = stackalloc byte[16];
            fixed (byte* pinned = header)
            {
                var buffer = new DmaBuffer(pinned, 16);
                PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1014
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Native_memory() => Flow.Check(
        """
        void Send()
        {
            byte* header = (byte*)NativeMemory.Alloc(16);
            var buffer = new DmaBuffer(header, 16);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            NativeMemory.Free(header);
        }
        """);

    [Fact]
    public void Valid_A_buffer_or_pointer_from_elsewhere() => Flow.Check(
        """
        void Send(DmaBuffer given, byte* data, int length)
        {
            using var first = new SharedScope<THal>(given, DriverToDevice);
            using var second = new SharedScope<THal>(new DmaBuffer(data, length), DriverToDevice);
            device.Submit(first.Paddr);
            device.Submit(second.Paddr);
        }
        """);

    [Fact]
    public void Valid_Pinned_memory() => Flow.Check(
        """
        void Send()
        {
            using var header = new PinnedBuffer(16);
            using var scope = new SharedScope<THal>(header.Buffer, DriverToDevice);
            device.Submit(scope.Paddr);
        }
        """);

    [Fact]
    public void Valid_Stack_memory_that_is_copied() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            Span<byte> header = stackalloc byte[16];
            header[0] = 1;
            header.CopyTo(buffer.AsSpan());
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            device.Submit(scope.Paddr);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'DmaBuffer.Of(&header)' is on the stack; many HALs cannot share it, and none after the method returns (contracts C12, I14)",
        Flow.MessageOf(
            """
            void Send()
            {
                uint header = 1;
                using var scope = new SharedScope<THal>(DmaBuffer.Of(&header), DriverToDevice);
            }
            """));
}

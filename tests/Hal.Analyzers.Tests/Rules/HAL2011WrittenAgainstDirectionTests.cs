using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The CPU writes DMA memory that was allocated for the device to write.</summary>
public sealed class HAL2011WrittenAgainstDirectionTests
{
    [Fact]
    public void Diagnostics_Through_a_pointer() => Flow.Check(
        """
        void Start()
        {
            using var inbox = new Dma<THal>(1, DeviceToDriver);
            *inbox.Vaddr(0) = 1; //! HAL2011
            *inbox.Pointer<uint>(8) = 1; //! HAL2011
        }
        """);

    [Fact]
    public void Diagnostics_Through_a_span_or_a_slice() => Flow.Check(
        """
        void Start()
        {
            using var inbox = new Dma<THal>(1, DeviceToDriver);
            inbox.AsSpan().Clear(); //! HAL2011
            inbox.Slice(16, 16)[0] = 1; //! HAL2011
        }
        """);

    [Fact]
    public void Diagnostics_By_a_function_of_the_framework() => Flow.Check(
        """
        void Start(byte[] source)
        {
            using var inbox = new Dma<THal>(1, DeviceToDriver);
            NativeMemory.Clear(inbox.Vaddr(0), 4096); //! HAL2011
            source.AsSpan().CopyTo(inbox.AsSpan()); //! HAL2011
        }
        """);

    [Fact]
    public void Diagnostics_Raw_memory() => Flow.Check(
        """
        int Start()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, DeviceToDriver);
            if (paddr == default)
            {
                return -1;
            }

            vaddr[16] = 1; //! HAL2011
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_A_field_behind_a_pointer() => Flow.Check(
        """
        struct Mailbox
        {
            public uint Doorbell;
            public uint Data;
        }

        void Start()
        {
            using var inbox = new Dma<THal>(1, DeviceToDriver);
            Mailbox* mail = inbox.Pointer<Mailbox>(0);
            mail->Data = 1; //! HAL2011
        }
        """);

    [Fact]
    public void Valid_Read() => Flow.Check(
        """
        byte Read()
        {
            using var inbox = new Dma<THal>(1, DeviceToDriver);
            device.Program(inbox.Paddr, 4096);
            return (byte)(*inbox.Vaddr(0) + inbox.AsSpan()[4]);
        }
        """);

    [Fact]
    public void Valid_Memory_that_both_write() => Flow.Check(
        """
        void Start()
        {
            using var ring = new Dma<THal>(1, Both);
            using var outbox = new Dma<THal>(1, DriverToDevice);
            *ring.Vaddr(0) = 1;
            outbox.AsSpan().Clear();
        }
        """);

    [Fact]
    public void Valid_A_direction_that_is_not_known() => Flow.Check(
        """
        void Start(BufferDirection direction)
        {
            using var ring = new Dma<THal>(1, direction);
            *ring.Vaddr(0) = 1;
        }
        """);

    [Fact]
    public void Valid_A_copy_out_of_it() => Flow.Check(
        """
        void Read(Span<byte> destination)
        {
            using var inbox = new Dma<THal>(1, DeviceToDriver);
            device.Program(inbox.Paddr, 4096);
            inbox.AsSpan().CopyTo(destination);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'*inbox.Vaddr(0)' writes DMA memory that line 3 allocated DeviceToDriver",
        Flow.MessageOf(
            """
            void Start()
            {
                using var inbox = new Dma<THal>(1, DeviceToDriver);
                *inbox.Vaddr(0) = 1;
            }
            """));
}

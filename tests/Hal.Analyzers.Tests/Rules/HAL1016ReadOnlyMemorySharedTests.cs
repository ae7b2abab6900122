using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Constant data is shared for the device to write (contract C12).</summary>
public sealed class HAL1016ReadOnlyMemorySharedTests
{
    [Fact]
    public void Diagnostics_A_u8_literal() => Flow.Check(
        """
        void Send()
        {
            fixed (byte* text = "ready"u8)
            {
                using var scope = new SharedScope<THal>(new DmaBuffer(text, 5), DeviceToDriver); //! HAL1016
                device.Submit(scope.Paddr);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_u8_literal_by_a_local() => Flow.Check(
        """
        void Send()
        {
            ReadOnlySpan<byte> banner = "ready"u8;
            fixed (byte* text = banner)
            {
                var buffer = new DmaBuffer(text, banner.Length);
                PhysAddr paddr = THal.Share(buffer, Both); //! HAL1016
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, Both);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_string() => Flow.Check(
        """
        void Send(string name)
        {
            fixed (char* text = name)
            {
                var buffer = new DmaBuffer((byte*)text, name.Length * 2);
                PhysAddr paddr = THal.Share(buffer, DeviceToDriver); //! HAL1016
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_part_of_it() => Flow.Check(
        """
        void Send()
        {
            fixed (byte* text = "ready"u8)
            {
                DmaBuffer buffer = new DmaBuffer(text, 5).Slice(1, 2);
                PhysAddr paddr = THal.Share(buffer, Both); //! HAL1016
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, Both);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Constant_data_behind_a_span() => Flow.Check(
        """
        static ReadOnlySpan<byte> Table => new byte[] { 1, 2, 3, 4 };

        void Send()
        {
            fixed (byte* table = Table)
            {
                var buffer = new DmaBuffer(table, 4);
                PhysAddr paddr = THal.Share(buffer, Both); //! HAL1016
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, Both);
            }
        }
        """);

    [Fact]
    public void Diagnostics_An_array_of_constants_that_becomes_a_span_at_once() => Flow.Check(
        """
        void Send()
        {
            ReadOnlySpan<byte> table = new byte[] { 1, 2, 3, 4 };
            fixed (byte* pinned = table)
            {
                var buffer = new DmaBuffer(pinned, 4);
                PhysAddr paddr = THal.Share(buffer, Both); //! HAL1016
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, Both);
            }
        }
        """);

    [Fact]
    public void Valid_The_device_only_reads() => Flow.Check(
        """
        void Send(string name)
        {
            fixed (byte* text = "ready"u8)
            fixed (char* letters = name)
            {
                using var first = new SharedScope<THal>(new DmaBuffer(text, 5), DriverToDevice);
                using var second = new SharedScope<THal>(new DmaBuffer((byte*)letters, 2), DriverToDevice);
                device.Submit(first.Paddr);
                device.Submit(second.Paddr);
            }
        }
        """);

    [Fact]
    public void Valid_A_span_of_unknown_origin() => Flow.Check(
        """
        void Send(ReadOnlySpan<byte> data)
        {
            fixed (byte* pinned = data)
            {
                using var scope = new SharedScope<THal>(new DmaBuffer(pinned, data.Length), DeviceToDriver);
                device.Submit(scope.Paddr);
            }
        }
        """);

    [Fact]
    public void Valid_A_copy() => Flow.Check(
        """
        void Send()
        {
            byte[] copy = "ready"u8.ToArray();
            fixed (byte* pinned = copy)
            {
                using var scope = new SharedScope<THal>(new DmaBuffer(pinned, copy.Length), Both);
                device.Submit(scope.Paddr);
            }
        }
        """);

    [Fact]
    public void Valid_An_array_that_is_filled_from_constants() => Flow.Check(
        """
        void Send()
        {
            byte[] data = { 1, 2, 3, 4 };
            fixed (byte* pinned = data)
            {
                using var scope = new SharedScope<THal>(new DmaBuffer(pinned, data.Length), Both);
                device.Submit(scope.Paddr);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'new DmaBuffer(text, 5)' is constant data, and is shared Both: the device may write it (contract C12)",
        Flow.MessageOf(
            """
            void Send()
            {
                fixed (byte* text = "ready"u8)
                {
                    using var scope = new SharedScope<THal>(new DmaBuffer(text, 5), Both);
                }
            }
            """));
}

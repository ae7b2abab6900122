using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>An empty or default buffer is given to a HAL (contract C6).</summary>
public sealed class HAL1009EmptyBufferTests
{
    [Fact]
    public void Diagnostics_Default_is_shared() => Flow.Check(
        """
        void Send()
        {
            PhysAddr paddr = THal.Share(default, DriverToDevice); //! HAL1009
            device.Submit(paddr);
            THal.Unshare(paddr, default, DriverToDevice); //! HAL1009
        }
        """);

    [Fact]
    public void Diagnostics_Default_at_unshare() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, default, DriverToDevice); //! HAL1009
        }
        """);

    [Fact]
    public void Diagnostics_A_variable_that_was_never_set() => Flow.Check(
        """
        void Send(bool large, DmaBuffer big)
        {
            DmaBuffer buffer = default;
            if (large)
            {
                device.Submit(default, big.Length);
            }

            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1009
            device.Submit(paddr);
            THal.Unshare(paddr, big, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_A_length_of_zero() => Flow.Check(
        """
        void Send(byte* data)
        {
            int length = 0;
            var buffer = new DmaBuffer(data, length);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1009
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1009
        }
        """);

    [Fact]
    public void Diagnostics_Tested_to_be_empty() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            if (buffer.IsEmpty)
            {
                THal.Share(buffer, DriverToDevice); //! HAL1003, HAL1009
            }
        }
        """);

    [Fact]
    public void Diagnostics_As_a_value_and_as_a_scope() => Flow.Check(
        """
        void Send()
        {
            var share = new Shared<THal>(default, DriverToDevice); //! HAL1009
            share.Unshare();
            using var scope = new SharedScope<THal>(default, DriverToDevice); //! HAL1009
        }
        """);

    [Fact]
    public void Valid_A_parameter() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Skipped_when_empty() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            if (buffer.IsEmpty)
            {
                return;
            }

            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Default_as_a_sentinel() => Flow.Check(
        """
        void Send(byte* data, int length)
        {
            DmaBuffer buffer = default;
            if (length > 0)
            {
                buffer = new DmaBuffer(data, length);
            }

            if (!buffer.IsEmpty)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_Set_by_an_out_parameter() => Flow.Check(
        """
        void Drain()
        {
            DmaBuffer buffer = default;
            PhysAddr paddr = default;
            while (queue.TryPop(out paddr, out buffer))
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Valid_A_default_share_holds_nothing() => Flow.Check(
        """
        void Stop()
        {
            Shared<THal> share = default;
            share.Unshare();
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "The buffer 'default' is empty here; a HAL takes at least 1 byte (contract C6)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                THal.Unshare(paddr, default, DriverToDevice);
            }
            """));
}

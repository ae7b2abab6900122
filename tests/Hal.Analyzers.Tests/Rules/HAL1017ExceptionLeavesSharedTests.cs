using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>A call between Share and Unshare may throw, and nothing would end the share then (contract C9). Off by default.</summary>
public sealed class HAL1017ExceptionLeavesSharedTests
{
    [Fact]
    public void Diagnostics_A_call_in_between() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1017
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """, enableAll: true);

    [Fact]
    public void Diagnostics_A_finally_that_does_something_else() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1017
            try
            {
                device.Submit(paddr);
            }
            finally
            {
                device.Ready = false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """, enableAll: true);

    [Fact]
    public void Diagnostics_A_second_share_may_fail() => Flow.Check(
        """
        void Exchange(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice); //! HAL1017
            PhysAddr second = THal.Share(reply, DeviceToDriver);
            THal.Unshare(second, reply, DeviceToDriver);
            THal.Unshare(first, request, DriverToDevice);
        }
        """, enableAll: true);

    [Fact]
    public void Diagnostics_A_catch_for_another_exception() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1017
            try
            {
                device.Submit(paddr);
            }
            catch (TimeoutException)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """, enableAll: true);

    [Fact]
    public void Valid_Off_by_default() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Finally() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """, enableAll: true);

    [Fact]
    public void Valid_A_scope() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            device.Submit(scope.Paddr);
        }
        """, enableAll: true);

    [Fact]
    public void Valid_Catch_and_rethrow() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            catch
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """, enableAll: true);

    [Fact]
    public void Valid_Nothing_in_between_throws() => Flow.Check(
        """
        void Send(DmaBuffer buffer, MmioRegion registers)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            registers.Write64(0x20, paddr.Value);
            Thread.SpinWait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """, enableAll: true);

    [Fact]
    public void Valid_Stored_first() => Flow.Check(
        """
        internal Shared<THal> pending;

        void Send(DmaBuffer buffer)
        {
            pending = new Shared<THal>(buffer, DriverToDevice);
            device.Submit(pending.Paddr);
        }
        """, enableAll: true);

    [Fact]
    public void Diagnostics_An_explicit_throw_is_HAL1002() => Flow.Check(
        """
        void Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL1002
            if (!ready)
            {
                throw new InvalidOperationException();
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "If 'device.Submit(paddr)' in line 4 throws, the buffer 'request' stays shared (contract C9)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                device.Submit(paddr);
                THal.Unshare(paddr, request, DriverToDevice);
            }
            """, enableAll: true));
}

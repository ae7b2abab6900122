using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL1017ExceptionLeavesSharedFixTests
{
    private const int Scope = 1;

    private static readonly FlowFixRun Fix = new(new HAL1017ExceptionLeavesSharedFix());

    [Fact]
    public void In_a_finally() => Fix.Check(
        """
        byte Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return buffer[0];
        }
        """,
        """
        byte Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            try
            {
                device.Submit(paddr);
                device.Wait(100);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }

            return buffer[0];
        }
        """);

    [Fact]
    public void All() => Fix.CheckAll(
        """
        void Exchange(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            PhysAddr second = THal.Share(reply, DeviceToDriver);
            device.Submit(first);
            THal.Unshare(second, reply, DeviceToDriver);
            THal.Unshare(first, request, DriverToDevice);
        }
        """,
        """
        void Exchange(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            try
            {
                PhysAddr second = THal.Share(reply, DeviceToDriver);
                try
                {
                    device.Submit(first);
                }
                finally
                {
                    THal.Unshare(second, reply, DeviceToDriver);
                }
            }
            finally
            {
                THal.Unshare(first, request, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Scope_where_no_device_gets_the_address() => Fix.Check(
        """
        void Prepare(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Reset();
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """,
        """
        void Prepare(DmaBuffer buffer)
        {
            using var shared = new SharedScope<THal>(buffer, DriverToDevice);
            device.Reset();
        }
        """,
        Scope);

    [Fact]
    public void No_scope_where_a_device_gets_it() => Assert.Single(Fix.Titles(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Reset();
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """));

    [Fact]
    public void Finally_of_a_try_that_catches_another_exception() => Fix.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            catch (TimeoutException)
            {
                device.Reset();
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """,
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            catch (TimeoutException)
            {
                device.Reset();
                throw;
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Nothing_where_a_loop_releases_in_each_turn() => Fix.NotOffered(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            while (true)
            {
                if (device.Submit(paddr))
                {
                    THal.Unshare(paddr, buffer, DriverToDevice);
                    return;
                }
            }
        }
        """);
}

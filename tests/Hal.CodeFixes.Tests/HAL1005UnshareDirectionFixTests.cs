using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL1005UnshareDirectionFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL1005UnshareDirectionFix());

    [Theory]
    [InlineData("DriverToDevice", "Both", "DriverToDevice")]
    [InlineData("BufferDirection.Both", "DeviceToDriver /* back */", "BufferDirection.Both /* back */")]
    [InlineData("towards", "Both", "towards")]
    [InlineData("write ? DriverToDevice : DeviceToDriver", "write ? DeviceToDriver : DriverToDevice", "write ? DriverToDevice : DeviceToDriver")]
    public void The_direction_of_the_share(string shared, string unshared, string expected) =>
        Fix.Check(Send(shared, unshared), Send(shared, expected));

    [Fact]
    public void A_named_argument() => Fix.Check(
        Send("direction: DriverToDevice, buffer: buffer", "direction: Both, buffer: buffer", named: true),
        Send("direction: DriverToDevice, buffer: buffer", "direction: DriverToDevice, buffer: buffer", named: true));

    [Fact]
    public void All() => Fix.CheckAll(Send("DriverToDevice", "Both", twice: true), Send("DriverToDevice", "DriverToDevice", twice: true));

    [Theory]
    [InlineData("next()")]
    [InlineData("current")]
    [InlineData("mode")]
    public void Nothing_where_the_direction_may_have_changed(string shared) => Fix.NotOffered(
        $$"""
        BufferDirection current;
        readonly Func<BufferDirection> next;

        void Send(DmaBuffer buffer)
        {
            BufferDirection mode = DriverToDevice;
            PhysAddr paddr = THal.Share(buffer, mode);
            mode = device.Poll() ? Both : DeviceToDriver;
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);

            paddr = THal.Share(buffer, {{shared}});
            THal.Unshare(paddr, buffer, {{shared}});
        }
        """);

    [Fact]
    public void Nothing_where_the_share_is_that_of_an_earlier_turn() => Fix.NotOffered(
        """
        void Stream(DmaBuffer[] buffers, bool write)
        {
            PhysAddr last = default;
            DmaBuffer lastBuffer = default;
            foreach (DmaBuffer buffer in buffers)
            {
                BufferDirection direction = buffer.Length > 8 ? DriverToDevice : DeviceToDriver;
                if (last != default)
                {
                    THal.Unshare(last, lastBuffer, Both);
                }

                last = THal.Share(buffer, direction);
                lastBuffer = buffer;
            }

            if (last != default)
            {
                THal.Unshare(last, lastBuffer, DriverToDevice);
            }
        }
        """);

    private static string Send(string shared, string unshared, bool named = false, bool twice = false)
    {
        string share = named ? shared : $"buffer, {shared}";
        string unshare = named ? unshared : $"buffer, {unshared}";
        string send =
            $$"""
            void Send(DmaBuffer buffer, bool write)
            {
                BufferDirection towards = DriverToDevice;
                PhysAddr paddr = THal.Share({{share}});
                device.Submit(paddr);
                device.Wait(100);
                THal.Unshare({{(named ? "paddr: " : string.Empty)}}paddr, {{unshare}});
            }
            """;
        return twice ? send + "\n\n" + send.Replace("Send", "Again") : send;
    }
}

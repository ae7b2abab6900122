using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL1006UnshareBufferFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL1006UnshareBufferFix());

    [Theory]
    [InlineData("request", "reply", "request")]
    [InlineData("request.Slice(0, 16)", "request.Slice(0, 8)", "request.Slice(0, 16)")]
    [InlineData("request", "request.Slice(4, 8)", "request")]
    [InlineData("request.Slice(4, length)", "request.Slice(8, length)", "request.Slice(4, length)")]
    public void The_buffer_of_the_share(string shared, string unshared, string expected) => Fix.Check(Send(shared, unshared), Send(shared, expected));

    [Fact]
    public void The_direction_too_where_the_call_is_wrong_twice() => Fix.Check(
        Send("request", "reply").Replace("reply, DriverToDevice", "reply, Both"),
        Send("request", "request"));

    [Fact]
    public void All() => Fix.CheckAll(
        Send("request", "reply") + "\n" + Send("reply", "request").Replace("Send", "Again"),
        Send("request", "request") + "\n" + Send("reply", "reply").Replace("Send", "Again"));

    [Fact]
    public void Nothing_where_the_buffer_cannot_be_named_again() => Fix.NotOffered(Send("Cut(request, length)", "reply"));

    [Fact]
    public void Nothing_where_the_buffer_is_out_of_sight() => Fix.NotOffered(
        """
        void Send(DmaBuffer request)
        {
            PhysAddr paddr;
            {
                DmaBuffer head = request.Slice(0, 4);
                paddr = THal.Share(head, DriverToDevice);
            }

            device.Submit(paddr);
            THal.Unshare(paddr, request.Slice(4, 4), DriverToDevice);
        }
        """);

    private static string Send(string shared, string unshared) =>
        $$"""
        void Send(DmaBuffer request, DmaBuffer reply, int length)
        {
            DmaBuffer Cut(DmaBuffer buffer, int length) => buffer.Slice(0, length);

            PhysAddr paddr = THal.Share({{shared}}, DriverToDevice);
            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, {{unshared}}, DriverToDevice); // done
        }
        """;
}

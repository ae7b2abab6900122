using Devices;
using Hal;

public sealed unsafe class LiteralForWriting<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public int Hello()
    {
        fixed (byte* text = "hello, device"u8)
        {
            var b = new DmaBuffer(text, 13);
            using var scope = new SharedScope<THal>(b, BufferDirection.Both); //! HAL1016
            return mailbox.Execute(1, scope.Paddr);
        }
    }
}

using Devices;
using Hal;

public sealed class MailboxCommand<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public int Run<TIn, TOut>(uint opcode, in TIn input, out TOut output)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        output = default;
        using var page = new Dma<THal>(1, BufferDirection.Both);
        unsafe
        {
            *page.Pointer<TIn>(0) = input;
            int error = mailbox.Execute(opcode, page.PaddrAt(0), page.PaddrAt(2048));
            if (error == 0)
            {
                output = *page.Pointer<TOut>(2048);
            }

            return error;
        }
    }

    public int RunTwice(DmaBuffer input, DmaBuffer output)
    {
        int error = -1;
        for (int i = 0; i < 2 && error != 0; i++)
        {
            using var first = new SharedScope<THal>(input, BufferDirection.DriverToDevice);
            using var second = new SharedScope<THal>(output, BufferDirection.DeviceToDriver);
            error = mailbox.Execute(7, first.Paddr, second.Paddr);
        }

        return error == 0 ? output[0] : error;
    }
}

using System;
using Devices;
using Hal;

/// <summary>A mailbox to a firmware processor: the catch ends the share and rethrows, the straight path ends it too.</summary>
public sealed class Mailbox<THal>
    where THal : struct, IHal
{
    private readonly Device _processor = new();

    public int Call(DmaBuffer message)
    {
        PhysAddr address = THal.Share(message, BufferDirection.Both);
        int reply;
        try
        {
            reply = _processor.Start(address, message.Length);
            if (!_processor.Wait(1000))
            {
                throw new TimeoutException("the processor does not answer");
            }
        }
        catch
        {
            _processor.Reset();
            THal.Unshare(address, message, BufferDirection.Both);
            throw;
        }

        THal.Unshare(address, message, BufferDirection.Both);
        return reply;
    }
}

using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "misc: fastrpc: prevent memory leak in fastrpc_dma_buf_attach" (fc739a058d99): the attachment was made and
// lost when the scatter list of the buffer could not be had.
public sealed unsafe class FastrpcBuffers<THal>(Mailbox dsp)
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _attachments = [];

    public int Attach(DmaBuffer buffer, uint session)
    {
        var attachment = new Shared<THal>(buffer, Both); //! HAL1002
        try
        {
            if (dsp.Execute(session, attachment.Paddr) != 0)
            {
                throw new DeviceException("fastrpc: no scatter list");
            }
        }
        catch (DeviceException)
        {
            Log.Info("fastrpc: attach failed");
            return -22;
        }

        _attachments.Add(attachment);
        return 0;
    }

    public void DetachAll()
    {
        foreach (Shared<THal> attachment in _attachments)
        {
            attachment.Unshare();
        }

        _attachments.Clear();
    }
}

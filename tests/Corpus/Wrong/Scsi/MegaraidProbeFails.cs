using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: megaraid_sas: Fix resource leak in case of probe failure": of the two areas that probe allocates, the
// failing firmware command gives only the first back.
public sealed class Adapter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _firmware;
    private readonly Dma<THal> _requests;
    private readonly Dma<THal> _replies;

    private Adapter(Mailbox firmware, Dma<THal> requests, Dma<THal> replies) =>
        (_firmware, _requests, _replies) = (firmware, requests, replies);

    public PhysAddr RequestFrames => _requests.Paddr;

    public static int Probe(Mailbox firmware, out Adapter<THal>? adapter)
    {
        adapter = null;
        var requests = new Dma<THal>(16, BufferDirection.Both);
        if (!Dma<THal>.TryCreate(4, BufferDirection.Both, out Dma<THal>? replies)) //! HAL2002
        {
            requests.Dispose();
            return -12;
        }

        int status = firmware.Execute(0x0100_0000, requests.Paddr, replies.Paddr);
        if (status != 0)
        {
            Log.Info("FW init failed");
            requests.Dispose();
            return status;
        }

        adapter = new Adapter<THal>(firmware, requests, replies);
        return 0;
    }

    public void Dispose()
    {
        _ = _firmware.Execute(0x0110_0000, _requests.Paddr);
        _replies.Dispose();
        _requests.Dispose();
    }
}

using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[bnxt] Fix memory leak in probe()": when the firmware does not answer, probe gives back both pages.
public sealed unsafe class BnxtProbe<THal>(Device card, Mailbox firmware)
    where THal : struct, IHal
{
    private const uint VersionGet = 0;

    public Dma<THal>? Request { get; private set; }

    public Dma<THal>? Response { get; private set; }

    public bool Probe()
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? request))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? response))
        {
            request.Dispose();
            return false;
        }

        if (firmware.Execute(VersionGet, request.Paddr, response.Paddr) != 0)
        {
            card.Reset();
            response.Dispose();
            request.Dispose();
            return false;
        }

        Request = request;
        Response = response;
        return true;
    }

    public void Remove()
    {
        card.Reset();
        Response?.Dispose();
        Request?.Dispose();
        Response = null;
        Request = null;
    }
}

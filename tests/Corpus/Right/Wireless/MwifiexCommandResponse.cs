using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "mwifiex: pcie: Fix memory leak in mwifiex_pcie_alloc_cmdrsp_buf": the page is given back when the card does
// not take it.
public sealed class CommandResponse<THal>(Device card)
    where THal : struct, IHal
{
    private const int BufferSize = 2048;

    private Dma<THal>? _response;

    public int Prepare()
    {
        if (_response is not null)
        {
            return 0;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? response))
        {
            Log.Info("no memory for the command response");
            return -12;
        }

        int status = card.Start(response.Paddr, BufferSize);
        if (status < 0)
        {
            Log.Info("the card refused the response buffer");
            response.Dispose();
            return status;
        }

        _response = response;
        return 0;
    }

    public void Remove()
    {
        card.Reset();
        _response?.Dispose();
        _response = null;
    }
}

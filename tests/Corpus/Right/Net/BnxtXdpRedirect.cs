using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "bnxt_en: fix double DMA unmapping for XDP_REDIRECT": the branch that redirects unmapped a page that is
// unmapped behind the switch for all.
public enum XdpAction
{
    Pass,
    Transmit,
    Redirect,
    Drop,
}

public unsafe class BnxtXdp<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    public bool Receive(Packet packet, XdpAction action)
    {
        DmaBuffer page = packet.Buffer;
        PhysAddr mapping = THal.Share(page, BufferDirection.Both);
        ring.Post(ring.Head, mapping, page.Length);
        ring.Doorbell();
        while (!ring.IsDone(ring.Head))
        {
        }

        bool consumed = false;
        switch (action)
        {
            case XdpAction.Redirect:
                consumed = true;
                break;

            case XdpAction.Transmit:
                consumed = port.Transmit(mapping, page.Length);
                while (consumed && port.ReapTransmitted() == 0)
                {
                }

                break;

            default:
                Log.Info("xdp: passed or dropped");
                break;
        }

        THal.Unshare(mapping, page, BufferDirection.Both);
        if (!consumed)
        {
            port.Deliver(packet);
        }

        return consumed;
    }
}

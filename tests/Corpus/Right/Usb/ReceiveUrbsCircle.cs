using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A USB network adapter with a fixed set of receive transfers that circle between host and driver. Each urb's mapping is ended in its
// completion; on stop, those that are still mapped are killed and ended.
public sealed class UsbReceivePool<THal>(UsbHost host, NetPort port, int transfers)
    where THal : struct, IHal
{
    private sealed class Transfer
    {
        public required Urb Urb { get; init; }

        public Packet? Packet { get; set; }

        public Shared<THal> Share { get; set; }
    }

    private readonly List<Transfer> _all = new();
    private bool _running;

    public void Start()
    {
        _running = true;
        for (int i = 0; i < transfers; i++)
        {
            var transfer = new Transfer { Urb = new Urb { Endpoint = 0x82 } };
            transfer.Urb.Complete = _ => OnComplete(transfer);
            _all.Add(transfer);
            Submit(transfer);
        }
    }

    public void Stop()
    {
        _running = false;
        foreach (Transfer transfer in _all)
        {
            host.Kill(transfer.Urb);
            TakeBack(transfer)?.Free();
        }

        _all.Clear();
    }

    private void OnComplete(Transfer transfer)
    {
        if (TakeBack(transfer) is not { } packet)
        {
            return;
        }

        if (transfer.Urb.Status == 0 && transfer.Urb.Actual > 0)
        {
            packet.Length = transfer.Urb.Actual;
            port.Deliver(packet);
        }
        else
        {
            packet.Free();
        }

        if (_running)
        {
            Submit(transfer);
        }
    }

    private void Submit(Transfer transfer)
    {
        if (port.Allocate(1600) is not { } packet)
        {
            return;
        }

        transfer.Packet = packet;
        transfer.Share = new Shared<THal>(packet.Buffer, DeviceToDriver);
        transfer.Urb.Buffer = packet.Buffer;
        transfer.Urb.Address = transfer.Share.Paddr;
        if (host.Submit(transfer.Urb) < 0)
        {
            TakeBack(transfer)?.Free();
        }
    }

    private static Packet? TakeBack(Transfer transfer)
    {
        Packet? packet = transfer.Packet;
        if (packet is not null)
        {
            transfer.Packet = null;
            transfer.Share.Unshare();
            transfer.Share = default;
        }

        return packet;
    }
}

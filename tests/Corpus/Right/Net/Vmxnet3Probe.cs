using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: vmxnet3: Fix inconsistent DMA accesses in vmxnet3_probe()": the adapter's fields were filled in when the
// structure was mapped already.
[StructLayout(LayoutKind.Sequential)]
public struct Vmxnet3Adapter
{
    public uint Magic;
    public uint Version;
    public uint TransmitQueues;
    public uint ReceiveQueues;
    public ulong Shared;
}

public unsafe class Vmxnet3<THal>(Device nic)
    where THal : struct, IHal
{
    public bool Probe(Vmxnet3Adapter* adapter, uint queues)
    {
        adapter->Magic = 0xbabefee1;
        adapter->Version = 3;
        adapter->TransmitQueues = queues;
        adapter->ReceiveQueues = queues;

        DmaBuffer shared = DmaBuffer.Of(adapter);
        PhysAddr address = THal.Share(shared, BufferDirection.DriverToDevice);
        try
        {
            nic.Program(address, shared.Length);
            nic.WriteRegister(0x20, 0xcafe0000);
            return nic.ReadRegister(0x20) == 0;
        }
        finally
        {
            THal.Unshare(address, shared, BufferDirection.DriverToDevice);
        }
    }
}

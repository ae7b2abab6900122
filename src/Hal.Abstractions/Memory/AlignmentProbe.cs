using System.Runtime.InteropServices;

namespace Hal;

/// <summary>The offset of <see cref="Value"/> behind one byte is the alignment that the runtime gives to <typeparamref name="T"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AlignmentProbe<T>
    where T : unmanaged
{
    public byte Byte;
    public T Value;
}

namespace Hal;

// What Core/ fails through, replaced as a platform without exceptions replaces it: it stops the machine.
internal static class ThrowHelper
{
    public static void NullPointer(string parameter) => Stop();

    public static void BufferLengthNotPositive(int length) => Stop();

    public static void BufferIndex(int index, int length) => Stop();

    public static void BufferSlice(int offset, int length, int total) => Stop();

    public static void EmptyBuffer(string parameter) => Stop();

    public static void NegativeAddressOffset(int offset) => Stop();

    public static void AddressOverflow(ulong address, ulong offset) => Stop();

    public static void AddressUnderflow(ulong address, ulong subtrahend) => Stop();

    private static void Stop()
    {
        while (true)
        {
        }
    }
}

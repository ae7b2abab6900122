// What the C# compiler needs to find in netstandard2.0 for the language features that the compiler DLLs use. It stands in this assembly alone; the
// other two see it by InternalsVisibleTo. Hand-written and complete: generated polyfill packages made the DLLs differ from build to build.

#pragma warning disable SA1402, SA1649

using System.ComponentModel;

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets <c>init</c> accessors and records compile.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal static class IsExternalInit
    {
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullWhenAttribute : Attribute
    {
        public NotNullWhenAttribute(bool returnValue) => ReturnValue = returnValue;

        public bool ReturnValue { get; }
    }

    [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, AllowMultiple = true)]
    internal sealed class NotNullIfNotNullAttribute : Attribute
    {
        public NotNullIfNotNullAttribute(string parameterName) => ParameterName = parameterName;

        public string ParameterName { get; }
    }

    [AttributeUsage(AttributeTargets.Method, Inherited = false)]
    internal sealed class DoesNotReturnAttribute : Attribute
    {
    }
}
